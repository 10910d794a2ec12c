package io.mltwin.console.accesskeys;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the page of access keys. */
@MessageBundle("accesskeys")
public interface AccessKeysTexts {

    String title();

    String hint();

    String list();

    String name();

    String value();

    String show();
}
