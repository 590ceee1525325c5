{{ versions('quotations') }}
