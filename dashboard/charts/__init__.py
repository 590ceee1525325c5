"""Tables to Altair charts; nothing here knows Streamlit."""

import altair as alt

# The page's theme sets sizes and fonts; Altair's own defaults would override them.
alt.theme.enable("none")
# Marts are summed before they are drawn, so no chart is too long to be embedded.
alt.data_transformers.disable_max_rows()
