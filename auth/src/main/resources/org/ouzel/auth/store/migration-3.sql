CREATE TABLE namespaces (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    memory_bytes INTEGER NOT NULL,
    key_count INTEGER NOT NULL,
    connection_count INTEGER NOT NULL,
    operations_per_second INTEGER NOT NULL,
    bytes_per_second INTEGER NOT NULL
);
