package io.mltwin.scoring.models.assets;

import static io.mltwin.encoding.Absence.isTrue;
import static io.mltwin.encoding.Absence.orEmpty;

import io.mltwin.armweb.Caller;
import io.mltwin.resourceprovider.Sealed;
import io.mltwin.scoring.documents.JsonText;
import io.mltwin.scoring.models.assets.ModelDescription.Described;
import io.mltwin.scoring.models.assets.ModelEntity.ModelStage;
import io.mltwin.scoring.models.assets.ModelEntity.ModelType;

/** Model rows and their form on the wire. */
final class ModelMapper {

    private ModelMapper() {}

    static String id(ModelEntity model) {
        return model.name + ":" + model.version;
    }

    static ModelBody body(ModelEntity model) {
        return new ModelBody(
                id(model),
                model.name,
                model.url,
                model.mimeType,
                model.version,
                model.framework,
                model.frameworkVersion,
                JsonText.node(model.datasets),
                Sealed.text(model.description),
                model.unpack,
                model.parentModelId,
                model.runId,
                model.experimentName,
                JsonText.map(model.tags),
                JsonText.map(model.properties),
                model.createdAt,
                model.modifiedAt);
    }

    static ModelEntity entity(ModelBody body) {
        ModelEntity model = new ModelEntity();
        model.name = body.name();
        model.url = body.url();
        model.mimeType = body.mimeType();
        model.framework = body.framework();
        model.frameworkVersion = body.frameworkVersion();
        model.description = Sealed.of(body.description());
        model.unpack = isTrue(body.unpack());
        model.datasets = JsonText.sealed(body.datasets());
        model.parentModelId = body.parentModelId();
        model.runId = body.runId();
        model.experimentName = body.experimentName();
        model.tags = JsonText.sealed(orEmpty(body.kvTags()));
        model.stage = ModelStage.NONE.wireName();
        model.modelType = ModelType.CUSTOM.wireName();
        model.properties = JsonText.sealed(orEmpty(body.properties()));
        return model;
    }

    static void describe(ModelEntity model, Described described) {
        model.modelType = described.type().wireName();
        model.flavors = Sealed.of(described.flavors());
    }

    /** Notes who made and who changed it last; null is nobody known. */
    static void setCreator(ModelEntity model, Caller caller) {
        if (caller != null) {
            model.createdBy(caller);
            model.modifiedBy(caller);
        }
    }
}
