-- Gives up what count_cache_urls.sql counted, which may take as much memory as there is.
CREATE OR REPLACE TEMP VIEW cache_url_counts AS FROM counted_cache_urls;
CREATE OR REPLACE TEMP VIEW cache_keys AS FROM counted_cache_keys;
DROP TABLE cache_urls_counted;
DROP TABLE cache_keys_counted;
