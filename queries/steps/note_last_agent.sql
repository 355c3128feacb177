-- Notes the highest number of an agent: a bit string has to know its length beforehand.
SET VARIABLE last_agent = (SELECT coalesce(max(id), 0) FROM agents);
