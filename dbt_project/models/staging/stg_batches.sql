select * from {{ source('raw', 'batches') }}
