-- Whether soft-deleted snapshots and versions of an account may be deleted for good.
alter table storage_account
    add allow_permanent_delete boolean not null default false;
