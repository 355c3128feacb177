-- Counts the chosen requests once for all questions of a report: see analysis.sql.
CREATE OR REPLACE TEMP TABLE kinds_counted AS FROM counted_kinds;
CREATE OR REPLACE TEMP TABLE request_times_counted AS FROM counted_request_times;
CREATE OR REPLACE TEMP TABLE app_times_counted AS FROM counted_app_times;
CREATE OR REPLACE TEMP VIEW kind_counts AS FROM kinds_counted;
CREATE OR REPLACE TEMP VIEW request_time_counts AS FROM request_times_counted;
CREATE OR REPLACE TEMP VIEW app_time_counts AS FROM app_times_counted;
