package io.mltwin.scoring.models.assets;

import static io.mltwin.armweb.AzureException.settingNotBuiltIf;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.AssetListQuery;
import java.util.Map;

/**
 * The query of a list of models or versions: page, order and view, and which of them.
 *
 * @param filter by texts
 * @param version alone, or null
 */
record ModelVersionQuery(AssetListQuery list, ModelFilter filter, String version, String stage) {

    /**
     * Reads the query.
     *
     * @throws AzureException 400 for a value that it cannot have, 501 for a feed
     */
    static ModelVersionQuery read(ArmCall call) {
        Map<String, String> query = call.query();
        settingNotBuiltIf(query.get("feed") != null, "feed", "there are no registries of models", "Leave it out.");
        return new ModelVersionQuery(
                AssetListQuery.read(call).withSkip(call, "offset"),
                new ModelFilter(null, null, query.get("description"), query.get("tags"), query.get("properties"), null),
                query.get("version"),
                query.get("stage"));
    }

    boolean shows(ModelEntity model) {
        return list.shows(model.isArchived)
                && filter.passes(model)
                && (version == null || version.equals(Integer.toString(model.version)))
                && (stage == null || AsciiCase.equal(stage, model.stage));
    }
}
