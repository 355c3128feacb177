-- Bots and tools by what they cost the application.
SELECT bot, count(*) AS requests, round(sum(upstream_s), 3) AS application_s
FROM requests
WHERE bot IS NOT NULL
GROUP BY bot
ORDER BY application_s DESC NULLS LAST, bot
