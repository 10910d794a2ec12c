package io.mltwin.console.accesskeys;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the page of access keys. */
@MessageBundle("accesskeys")
public interface AccessKeysTexts {

    @Message("Access keys")
    String title();

    @Message("A person who has a key needs no role. Listing the keys is noted in the activity log.")
    String hint();

    @Message("List the keys")
    String list();

    @Message("Name")
    String name();

    @Message("Value")
    String value();

    @Message("Show")
    String show();
}
