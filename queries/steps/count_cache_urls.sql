-- Counts the URLs of programs once for the questions of a replay: see analysis.sql.
CREATE OR REPLACE TEMP TABLE cache_urls_counted AS FROM counted_cache_urls;
CREATE OR REPLACE TEMP VIEW cache_url_counts AS FROM cache_urls_counted;
CREATE OR REPLACE TEMP TABLE cache_keys_counted AS FROM counted_cache_keys;
CREATE OR REPLACE TEMP VIEW cache_keys AS FROM cache_keys_counted;
