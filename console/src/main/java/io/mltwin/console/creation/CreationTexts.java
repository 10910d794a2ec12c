package io.mltwin.console.creation;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the wizard. */
@MessageBundle("creation")
public interface CreationTexts {

    String title();

    String reviewTitle();

    String basics();

    String group();

    String groupIsNew();

    String subscription();

    String newGroup();

    String name();

    String nameHint();

    String region();

    String resources();

    String resourcesHint();

    String storageAccount();

    String keyVault();

    String applicationInsights();

    String containerRegistry();

    String isNew();

    String encryption();

    String encryptedBy();

    String microsoftKey();

    String customerKey();

    String vault();

    String showKeys();

    String key();

    String keyHint();

    String keyDisabled();

    String impact();

    String hbi();

    String hbiHint();

    String review();

    String yes();

    String no();

    String requests();

    String commands();

    String create();

    String change();

    String begun(String name);

    String denied();

    String policy();

    String assignment();

    String noPlace();
}
