-- Block blobs put together from blocks: the owner of their extents, a new one with each commit, so that whoever reads reads one version.
alter table blob
    add parts_id uuid;
