-- Every path template, asked for or not.
-- column id INTEGER: the template's id
-- column template VARCHAR: the path after the built-in rules
SELECT id, template FROM templates ORDER BY id;
