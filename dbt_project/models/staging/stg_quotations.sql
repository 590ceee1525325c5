{{ staged('quotations') }}
