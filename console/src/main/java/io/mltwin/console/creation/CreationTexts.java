package io.mltwin.console.creation;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the wizard. */
@MessageBundle("creation")
public interface CreationTexts {

    @Message("Create a workspace")
    String title();

    @Message("Review and create")
    String reviewTitle();

    @Message("1. Basics")
    String basics();

    @Message("Resource group")
    String group();

    @Message("A new group, named below")
    String groupIsNew();

    @Message("Subscription of a new group")
    String subscription();

    @Message("Name of a new group")
    String newGroup();

    @Message("Name of the workspace")
    String name();

    @Message("3 to 33 letters, digits, _ and -; the first is a letter or digit.")
    String nameHint();

    @Message("Region")
    String region();

    @Message("2. Resources")
    String resources();

    @Message("What is chosen here must lie in the workspace's region. What is new, Azure ML makes in your name.")
    String resourcesHint();

    @Message("Storage account")
    String storageAccount();

    @Message("Key vault")
    String keyVault();

    @Message("Application Insights")
    String applicationInsights();

    @Message("Container registry")
    String containerRegistry();

    @Message("New")
    String isNew();

    @Message("3. Encryption")
    String encryption();

    @Message("Key")
    String encryptedBy();

    @Message("Microsoft's key")
    String microsoftKey();

    @Message("A customer's key")
    String customerKey();

    @Message("Vault of the key")
    String vault();

    @Message("Show the keys of this vault")
    String showKeys();

    @Message("URI of the key, with its version")
    String key();

    @Message(
            "The vault needs soft delete and purge protection; Azure Cosmos DB needs get, wrapKey and unwrapKey on it.")
    String keyHint();

    @Message("Disabled")
    String keyDisabled();

    @Message("4. Impact")
    String impact();

    @Message("High business impact (hbi_workspace): Microsoft collects nothing, scratch disks are encrypted")
    String hbi();

    @Message("It cannot be changed later.")
    String hbiHint();

    @Message("Review")
    String review();

    @Message("Yes")
    String yes();

    @Message("No")
    String no();

    @Message("Requests to Azure Resource Manager")
    String requests();

    @Message("The same by Azure's command line (./mltwin az)")
    String commands();

    @Message("Create")
    String create();

    @Message("Change")
    String change();

    @Message("Making the workspace {name} has begun")
    String begun(String name);

    @Message("Denied by policy")
    String denied();

    @Message("Policy")
    String policy();

    @Message("Assignment")
    String assignment();

    @Message(
            "You may read no subscription, so there is no place for a workspace. Ask an owner for the role Contributor of a resource group.")
    String noPlace();
}
