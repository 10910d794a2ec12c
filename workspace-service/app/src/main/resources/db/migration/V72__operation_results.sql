-- What an operation has to tell at its end, as JSON.
alter table arm_operation add column result text;
