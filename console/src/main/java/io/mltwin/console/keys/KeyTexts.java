package io.mltwin.console.keys;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the page of keys. */
@MessageBundle("keys")
public interface KeyTexts {

    @Message("Keys")
    String title();

    @Message("Probes")
    String probesTitle();

    @Message("Where data lies, and under which key")
    String surfaces();

    @Message("What")
    String what();

    @Message("Resource")
    String resource();

    @Message("Key")
    String key();

    @Message("Version in use")
    String version();

    @Message("Opened by")
    String identity();

    @Message("State of the key")
    String state();

    @Message("Change")
    String change();

    @Message("Storage account: blobs and files")
    String storage();

    @Message("Container registry: images")
    String registry();

    @Message("Run history and metrics")
    String runHistory();

    @Message("Key vault: secrets")
    String vault();

    @Message("Application Insights: requests")
    String insights();

    @Message("Microsoft's key")
    String microsoft();

    @Message("Azure Cosmos DB")
    String cosmos();

    @Message("the newest")
    String newest();

    @Message("enabled")
    String enabled();

    @Message("disabled")
    String disabled();

    @Message("Rotate {name}")
    String rotate(String name);

    @Message("Disable {name}")
    String disable(String name);

    @Message("Enable {name}")
    String enable(String name);

    @Message("{name} is rotated")
    String rotated(String name);

    @Message("{name} is disabled")
    String isDisabled(String name);

    @Message("{name} is enabled")
    String isEnabled(String name);

    @Message("What can be read")
    String probes();

    @Message("Each line is an ordinary read with your own token. The lines are read again every second.")
    String live();

    @Message("Each line is an ordinary read with your own token.")
    String once();

    @Message("Stop reading")
    String stop();

    @Message("Read every second")
    String start();

    @Message("Read again")
    String again();

    @Message("Read")
    String read();

    @Message("Answer")
    String answer();

    @Message("Took")
    String took();

    @Message("At")
    String at();

    @Message("There is nothing to read yet.")
    String nothing();

    @Message("Write a small blob for the probe")
    String writeBlob();

    @Message("A small blob is written")
    String blobWritten();

    @Message("A new workspace gets a customer's key on the page")
    String noKey();

    @Message("Create a workspace")
    String create();
}
