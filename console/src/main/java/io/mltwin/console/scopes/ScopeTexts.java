package io.mltwin.console.scopes;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the list of scopes. */
@MessageBundle("scope")
public interface ScopeTexts {

    @Message("Choose a scope")
    String choose();

    @Message("Name")
    String name();

    @Message("Type")
    String type();

    @Message("There is nothing here that you may read. Ask an owner for a role, or create a resource group first.")
    String none();

    @Message("Scope")
    String scope();
}
