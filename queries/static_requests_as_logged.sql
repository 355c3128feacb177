-- The requests of static_requests.sql and some more among some rows of the log, in its order and by ids: sorting them and
-- numbering their URLs takes most of the time. To be read by columns.
-- param from_row BIGINT: the first row
-- param to_row BIGINT: behind the last row
-- column start_s DOUBLE: seconds since the Unix epoch at which the request came
-- column line DOUBLE: rises from request to request; of two that came at once the lower one was first
-- column method_id INTEGER: those in read_methods.sql count
-- column host_id INTEGER: as in static_hosts.sql
-- column path_id INTEGER: a number for each path
-- column query_id INTEGER: a number for each query
-- column bytes DOUBLE: of the answer
-- column app_s DOUBLE: application seconds; null: the application was not asked, or it is not logged
SELECT start_s, row_id::DOUBLE AS line, method_id, host_id, path_id, query_id, bytes, app_s
FROM static_hits
WHERE row_id >= $from_row::BIGINT AND row_id < $to_row::BIGINT;
