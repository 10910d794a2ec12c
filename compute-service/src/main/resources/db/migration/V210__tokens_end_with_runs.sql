-- The token of a run that has ended counts no more.
update run set token_expires = least(token_expires, now()) where status in ('Completed', 'Failed', 'Canceled');
