package io.mltwin.console.runs;

import io.mltwin.console.azure.ODataText;
import io.mltwin.console.page.TypedText;
import io.mltwin.encoding.UriEncoding;
import java.util.ArrayList;
import java.util.List;

/**
 * The filter of a list of runs; an empty text narrows nothing.
 *
 * @param status a state, {@code Failed}
 * @param experiment the name of an experiment
 * @param target the name of a compute target
 */
public record RunFilter(String status, String experiment, String target) {

    public RunFilter {
        status = TypedText.stripped(status);
        experiment = TypedText.stripped(experiment);
        target = TypedText.stripped(target);
    }

    public boolean isEmpty() {
        return status.isEmpty() && experiment.isEmpty() && target.isEmpty();
    }

    /** Returns run history's filter; null for all runs. */
    String odata() {
        List<String> conditions = new ArrayList<>();
        add(conditions, "Status", status);
        add(conditions, "ExperimentName", experiment);
        add(conditions, "Target", target);
        return conditions.isEmpty() ? null : String.join(" and ", conditions);
    }

    /** Returns the query of a page's address with this filter, without a question mark. */
    String query() {
        return "status="
                + UriEncoding.encodeQueryValue(status)
                + "&experiment="
                + UriEncoding.encodeQueryValue(experiment)
                + "&target="
                + UriEncoding.encodeQueryValue(target);
    }

    private static void add(List<String> conditions, String field, String value) {
        if (!value.isEmpty()) {
            conditions.add(ODataText.equal(field, value));
        }
    }
}
