-- W3C trace context of the request that began an operation: what the operation does belongs to its trace.
alter table operation add column trace_parent text;
