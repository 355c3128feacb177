-- Has the questions of one connection see what the filters and the narrowing leave. Rows that came after the filters were
-- worked out wait for the next time.
CREATE OR REPLACE TEMP VIEW facts AS
FROM period_facts
WHERE
  (
    getvariable('chosen_rows') IS NULL
    OR CASE WHEN row_id <= getvariable('last_row') THEN get_bit(getvariable('chosen_rows'), row_id::INTEGER) = 1 ELSE false END
  )
  AND (getvariable('narrowing').routes IS NULL OR list_contains(getvariable('narrowing').routes, route_id))
  AND (getvariable('narrowing').methods IS NULL OR list_contains(getvariable('narrowing').methods, method_id))
  AND (getvariable('narrowing').hosts IS NULL OR list_contains(getvariable('narrowing').hosts, host_id))
  AND (getvariable('narrowing').clients IS NULL OR list_contains(getvariable('narrowing').clients, client_id))
  AND (
    getvariable('narrowing').agent IS NULL
    OR CASE
      WHEN agent_id BETWEEN 1 AND getvariable('last_agent') THEN get_bit(getvariable('narrowed_agents'), agent_id) = 1
      ELSE false
    END
  )
  AND (
    getvariable('narrowing').cache_statuses IS NULL
    OR list_contains(getvariable('narrowing').cache_statuses, cache_status_id)
  )
  AND (getvariable('narrowing').status_from IS NULL OR status >= getvariable('narrowing').status_from)
  AND (getvariable('narrowing').status_to IS NULL OR status <= getvariable('narrowing').status_to)
  AND (getvariable('narrowing').content IS NULL OR content = getvariable('narrowing').content)
  AND (getvariable('narrowing').served_by IS NULL OR served_by = getvariable('narrowing').served_by)
  AND (getvariable('narrowing').since IS NULL OR ended_at >= getvariable('narrowing').since)
  AND (getvariable('narrowing').until IS NULL OR ended_at < getvariable('narrowing').until);

CREATE OR REPLACE TEMP VIEW chosen_hits AS SELECT * EXCLUDE (route_id) FROM facts;

CREATE OR REPLACE TEMP VIEW requests AS
SELECT n.* EXCLUDE (row_id)
FROM numbered_requests n
WHERE n.row_id IN (SELECT row_id FROM facts);
