-- Why lines were rejected, most frequent first.
-- column reason VARCHAR: a phrase that follows "the line"
-- column lines BIGINT: lines
SELECT reason, sum(lines)::BIGINT AS lines FROM reject_counts GROUP BY reason ORDER BY lines DESC, reason;
