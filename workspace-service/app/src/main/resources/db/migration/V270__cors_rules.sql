-- Rules of the Blob service for pages of other origins, as JSON; null: none.
alter table storage_account
    add cors_rules text;
