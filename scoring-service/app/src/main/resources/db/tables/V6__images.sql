create table image (
    id text primary key,
    workspace_key text not null,
    workspace_id text not null,
    name text not null,
    version int not null,
    request bytea not null,
    model_ids text not null,
    driver_program text,
    state text not null,
    registry_id text,
    repository text,
    location text,
    digest text,
    error_code text,
    error_message text,
    operation_id text not null,
    created_at timestamptz not null,
    modified_at timestamptz not null,
    -- What an image was made of, by which a later one of the same parts is found, and the log of its build.
    parts_key text,
    build_log bytea,
    -- Since when the operation of an image waits for the packages of its environment, and what its build log said of them last.
    packages_since timestamptz,
    packages_said  bytea
);
create index image_workspace on image (workspace_key, name);
create index image_parts on image (workspace_key, parts_key);
