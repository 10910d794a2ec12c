package io.mltwin.console.models;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages of models. */
@MessageBundle("models")
public interface ModelsTexts {

    String title();

    String heading(String id);

    String endpoints();

    String none();

    String all();

    String model();

    String framework();

    String created();

    String run();

    String about();

    String files();

    String type();

    String stage();

    String flavors();

    String tags();

    String uses();

    String noUse();

    String name();

    String state();

    String auth();

    String images();

    String noImage();

    String location();

    String digest();

    String kind();

    String size();
}
