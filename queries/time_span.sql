-- How long a time the requests cover.
-- column span_seconds DOUBLE: from the first to the last end time; null: no times
SELECT epoch(max(ended_at) - min(ended_at))::DOUBLE AS span_seconds FROM chosen_hits;
