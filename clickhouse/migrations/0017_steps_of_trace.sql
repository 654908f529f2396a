-- The steps of one trace in time order, a span that was exported twice shown once:
-- SELECT * FROM steps_of_trace(trace = '…'). A parameter, because a filter on a view would not reach the index.
CREATE VIEW IF NOT EXISTS steps_of_trace AS
SELECT *
FROM steps FINAL
WHERE trace_id = {trace:String}
ORDER BY started_at, origin, position
LIMIT 1 BY if(span_id = '', concat(origin, '/', toString(position)), span_id);
