-- Notes what the dashboard is narrowed to: numbers of texts, or values; null: everything passes.
SET VARIABLE narrowing = (
  SELECT {
    'methods': if($route::VARCHAR IS NULL, NULL, if($method::VARCHAR IS NULL, [0], (SELECT list(id) FROM words WHERE word = $method::VARCHAR))),
    'hosts': if(
      $host_told::BOOLEAN,
      if($host::VARCHAR IS NULL, [0], (SELECT coalesce(list(id), []) FROM words WHERE word = $host::VARCHAR)),
      NULL
    ),
    'routes': if($route::VARCHAR IS NULL, NULL, (SELECT coalesce(list(id), []) FROM routes WHERE route = $route::VARCHAR)),
    'clients': if($client::VARCHAR IS NULL, NULL, (SELECT coalesce(list(id), []) FROM clients WHERE client = $client::VARCHAR)),
    'agent': $agent::VARCHAR,
    'cache_statuses': if($cache_status::VARCHAR IS NULL, NULL, (SELECT coalesce(list(id), []) FROM words WHERE word = $cache_status::VARCHAR)),
    'status_from': $status_from::INTEGER,
    'status_to': $status_to::INTEGER,
    'content': $content::content,
    'served_by': $served_by::server,
    'since': make_timestamp($since_us::BIGINT),
    'until': make_timestamp($until_us::BIGINT)
  }
);
