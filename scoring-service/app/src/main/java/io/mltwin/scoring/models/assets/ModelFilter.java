package io.mltwin.scoring.models.assets;

import static io.mltwin.encoding.Absence.isBlank;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Sealed;
import io.mltwin.scoring.documents.JsonText;
import java.util.Map;

/**
 * Selects the models that a list shows; null means all.
 *
 * @param tags {@code key} or {@code key=value}, several separated by commas
 */
record ModelFilter(String name, String framework, String description, String tags, String properties, String runId) {

    boolean passes(ModelEntity model) {
        return (framework == null || AsciiCase.equal(framework, model.framework))
                && (description == null || description.equals(Sealed.text(model.description)))
                && (runId == null || runId.equals(model.runId))
                && has(tags, JsonText.map(model.tags))
                && has(properties, JsonText.map(model.properties));
    }

    private static boolean has(String wanted, Map<String, String> there) {
        if (isBlank(wanted)) {
            return true;
        }
        for (String one : wanted.split(",")) {
            String[] pair = one.trim().split("=", 2);
            String value = there.get(pair[0]);
            if (value == null || pair.length == 2 && !value.equals(pair[1])) {
                return false;
            }
        }
        return true;
    }
}
