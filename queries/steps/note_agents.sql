-- Notes which agents are a browser or a bot, a bit each, since thousands of agents are one browser; null: all are asked for.
SET VARIABLE narrowed_agents = (
  SELECT bitstring_agg(id, 0, getvariable('last_agent'))
  FROM agents
  WHERE coalesce(bot, browser, 'other') = $agent::VARCHAR AND (bot IS NOT NULL) = $agent_is_bot::BOOLEAN
);
