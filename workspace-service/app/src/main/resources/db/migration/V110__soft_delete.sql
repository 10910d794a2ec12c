-- For how many days deleted blobs and containers are kept; null: not at all.
alter table storage_account
    add blob_retention_days integer,
    add container_retention_days integer;

-- A deleted container keeps its row, under a name that nobody can ask for: name/version.
alter table blob_container
    add deleted_at timestamptz,
    add expires_at timestamptz;

create index blob_container_expiring on blob_container (expires_at) where expires_at is not null;

-- Soft-deleted blobs and snapshots, and what was overwritten: the rows as they were, moved here with what they refer to.
create table deleted_blob (
    like blob,
    deleted_at timestamptz not null,
    expires_at timestamptz not null,
    primary key (id),
    foreign key (container_id) references blob_container on delete cascade,
    foreign key (content_id) references stored_content
);

create index deleted_blob_of_name on deleted_blob (container_id, name);
create index deleted_blob_of_content on deleted_blob (content_id);
create index deleted_blob_expiring on deleted_blob (expires_at);
