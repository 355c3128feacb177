-- Notes the span of time that the filters leave; null: open.
SET VARIABLE period_us = (SELECT [$since_us::BIGINT, $until_us::BIGINT]);
