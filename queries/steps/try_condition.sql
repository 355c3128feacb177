-- Nothing, or what is wrong with a condition of the user's, which takes the place of the comment.
SELECT true
FROM (FROM requests LIMIT 0) AS requests
WHERE
/* condition */
