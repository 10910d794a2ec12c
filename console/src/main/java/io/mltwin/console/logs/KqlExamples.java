package io.mltwin.console.logs;

import io.mltwin.encoding.UriEncoding;
import java.util.List;
import java.util.stream.Stream;

/** Queries to start from, and the words that the editor completes. */
public final class KqlExamples {

    static final List<Example> QUERIES = Stream.of(
                    "requests | order by timestamp desc | take 20",
                    "requests | summarize count() by bin(timestamp, 5m), resultCode | render timechart",
                    "requests | summarize avg(duration), max(duration) by name | render columnchart",
                    "requests | where success == \"False\" | project timestamp, name, resultCode, duration",
                    "traces | order by timestamp desc | take 50")
            .map(Example::of)
            .toList();

    /** Operators and functions, each after a space. */
    static final String WORDS = " where project extend take limit top order sort by count distinct summarize render"
            + " asc desc and or not in between contains startswith endswith has"
            + " ago now bin tostring tolower toupper toint tolong todouble todatetime tobool"
            + " parse_json isempty isnotempty isnull isnotnull strlen"
            + " countif dcount sum avg min max"
            + " table timechart linechart areachart barchart columnchart piechart scatterchart";

    private KqlExamples() {}

    /**
     * A query to start from.
     *
     * @param encoded for a link
     */
    public record Example(String text, String encoded) {

        static Example of(String text) {
            return new Example(text, UriEncoding.encodeQueryValue(text));
        }
    }
}
