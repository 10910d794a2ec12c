-- A small content that is put at once lies in the row of its blob, encrypted under the blob's id. In a row of its own it
-- was four entries of indexes and two checks of foreign keys more for each write, and one more look-up for each read.
-- Such a blob has neither content_id nor parts_id.
alter table blob add ciphertext bytea;
alter table blob alter ciphertext set storage external;
alter table blob set (toast_tuple_target = 8160);
alter table deleted_blob add ciphertext bytea;
alter table deleted_blob alter ciphertext set storage external;

-- Those that have none need no entry.
drop index blob_of_content;
create index blob_of_content on blob (content_id) where content_id is not null;

-- A foreign key locks the container's row with each blob that is made, which all writers of a container do to the one
-- row at once: that took as long as all the rest of the insertion. So a container takes its blobs along by itself.
-- Whoever makes a blob while that happens may not have seen it; what such a one leaves the sweep looks for by the
-- containers that are gone.
alter table blob drop constraint blob_container_id_fkey;

create table gone_container (
    id uuid primary key,
    gone_at timestamptz not null
);

create index gone_container_by_time on gone_container (gone_at);

create function take_blobs_along() returns trigger language plpgsql as $$
begin
    delete from blob where container_id = old.id;
    insert into gone_container (id, gone_at) values (old.id, clock_timestamp());
    return old;
end
$$;

create trigger blobs_go_along before delete on blob_container for each row execute function take_blobs_along();
