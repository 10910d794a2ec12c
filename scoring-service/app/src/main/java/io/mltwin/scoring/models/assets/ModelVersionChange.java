package io.mltwin.scoring.models.assets;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.machinelearning.UserErrors.fixed;
import static io.mltwin.machinelearning.UserErrors.pathFixed;

import io.mltwin.resourceprovider.Sealed;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.artifacts.ModelPlace;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A PUT of a version that is there: what it says for good stays, as in Azure, and properties are
 * added only.
 */
final class ModelVersionChange {

    private ModelVersionChange() {}

    /**
     * Changes the row.
     *
     * @param place that the request names; null for the one that the version has
     * @throws io.mltwin.armweb.AzureException 409 for another place, type, run or property
     */
    static void apply(ModelEntity row, ModelVersionBody.Properties given, ModelPlace place) {
        if (place != null && !withoutSlash(place.url()).equals(withoutSlash(row.url))) {
            throw pathFixed();
        }
        refuseOther(row, "modelType", row.modelType, given.modelType());
        refuseOther(row, "jobName", row.runId, given.jobName());
        refuseOther(row, "isAnonymous", row.isAnonymous, given.isAnonymous());
        if (!isEmpty(given.flavors())) {
            refuseOther(row, "flavors", ModelVersionMapper.flavors(row), ModelDescription.settings(given.flavors()));
        }
        Map<String, String> properties = new TreeMap<>(JsonText.map(row.properties));
        given.properties().forEach((name, value) -> {
            String there = properties.putIfAbsent(name, value);
            refuseOther(row, "properties." + name, there, value);
        });
        row.properties = JsonText.sealed(properties);
        row.description = Sealed.of(given.description());
        row.tags = JsonText.sealed(given.tags());
        row.isArchived = given.isArchived();
        row.runId = row.runId == null ? given.jobName() : row.runId;
        // Azure's clients leave the stage out where they archive and restore
        row.stage = given.stage() == null ? row.stage : given.stage();
    }

    private static void refuseOther(ModelEntity row, String field, Object there, Object given) {
        if (there != null && given != null && !Objects.equals(there, given)) {
            throw fixed("model", row.name, row.version, field);
        }
    }

    private static String withoutSlash(String url) {
        return url.replaceAll("/+$", "");
    }
}
