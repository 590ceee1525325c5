-- Assert that the rows of each file are loaded, unchanged or rejected, nothing else.
select batch_id, file, rows_read, rows_loaded, rows_unchanged, rows_rejected
from {{ ref('fct_batches') }}
where rows_read <> rows_loaded + rows_unchanged + rows_rejected
