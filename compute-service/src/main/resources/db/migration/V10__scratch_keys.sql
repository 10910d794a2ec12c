-- Workspaces of high business impact: what Microsoft's own environment keeps of their runs while they wait and run is encrypted once
-- more, under a data key of its own.
create table scratch_key (
    workspace_id text primary key,
    arm_id       text        not null,
    wrapped      bytea       not null,
    created      timestamptz not null
);
