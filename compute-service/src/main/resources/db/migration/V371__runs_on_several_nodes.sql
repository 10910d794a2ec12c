-- A run on several nodes: it waits until all of them are there, and has a row for each from then on.
alter table job add column node_count int not null default 1;
alter table job add column master_port int;

create table run_worker (
    workspace_id text not null,
    run_id text not null,
    node_rank int not null,
    node_id text not null,
    state text not null,                  -- GIVEN, TAKEN, READY or ENDED
    primary key (workspace_id, run_id, node_rank)
);
create index run_worker_of_node on run_worker (node_id);
