package io.mltwin.console.scopes;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the list of scopes. */
@MessageBundle("scope")
public interface ScopeTexts {

    String choose();

    String name();

    String type();

    String none();

    String scope();
}
