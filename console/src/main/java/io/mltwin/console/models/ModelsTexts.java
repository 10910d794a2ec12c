package io.mltwin.console.models;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages of models. */
@MessageBundle("models")
public interface ModelsTexts {

    @Message("Models")
    String title();

    @Message("Model {id}")
    String heading(String id);

    @Message("Endpoints of this workspace")
    String endpoints();

    @Message("No model is registered. Train one and register it: docs/train.md and docs/serve.md say how.")
    String none();

    @Message("All models")
    String all();

    @Message("Model and version")
    String model();

    @Message("Framework")
    String framework();

    @Message("Registered")
    String created();

    @Message("Made by run")
    String run();

    @Message("About this model")
    String about();

    @Message("Files")
    String files();

    @Message("Type")
    String type();

    @Message("Stage")
    String stage();

    @Message("Flavors")
    String flavors();

    @Message("Tags")
    String tags();

    @Message("What serves it")
    String uses();

    @Message("Nothing serves this model yet. Deploy it: docs/serve.md says how.")
    String noUse();

    @Message("Name")
    String name();

    @Message("State")
    String state();

    @Message("Authentication")
    String auth();

    @Message("Images and their layers")
    String images();

    @Message("No image was built with this model.")
    String noImage();

    @Message("Location")
    String location();

    @Message("Digest")
    String digest();

    @Message("Media type")
    String kind();

    @Message("Bytes")
    String size();
}
