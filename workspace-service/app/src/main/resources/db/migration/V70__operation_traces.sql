-- W3C trace context of the request that opened an operation: what the operation does belongs to its trace.
alter table arm_operation add column trace_parent text;
