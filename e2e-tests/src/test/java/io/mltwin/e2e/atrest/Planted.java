package io.mltwin.e2e.atrest;

/** What is planted before the scan, and where it goes. */
enum Planted {
    SNAPSHOT_FILE("text of a file in a snapshot"),
    SCRIPT_LOG("a line that a script printed"),
    SCRIPT_OUTPUT("content of a file among a run's outputs"),
    RUN_ARGUMENT("an argument of a script, in the run's definition"),
    ENVIRONMENT_VARIABLE("the value of an environment variable of a run"),
    RUN_TAG("the value of a run's tag"),
    RUN_PROPERTY("the value of a run's property"),
    RUN_DESCRIPTION("a run's description"),
    METRIC_VALUE("the value of a metric"),
    MODEL_BYTES("bytes of a model, uploaded, registered and put into an image"),
    ASSET_TEXT("description, tags and properties of an asset of model management"),
    MODEL_TEXT("description, tags, properties and data sets of a model"),
    IMAGE_TEXT("description, tags and properties of an image"),
    ENDPOINT_TEXT("the description and a property of an online endpoint"),
    COMPUTE_DESCRIPTION("the description of a compute target"),
    BLOB_CONTENT("content of a blob in the workspace's storage account"),
    LARGE_BLOB("content of a blob that lies in a file of its own"),
    BLOB_METADATA("the value of a blob's metadata"),
    CONTAINER_METADATA("the value of a container's metadata"),
    EXPERIMENT_TAG("the value of an experiment's tag"),
    REGISTRY_LAYER("a layer, pushed to the registry"),
    DATA_KEY("a data key, which encrypts all of a surface"),
    CUSTOMER_BLOB("content of a blob under a customer's key"),
    CUSTOMER_LAYER("a layer, pushed to a registry under a customer's key"),
    CUSTOMER_RUN_TAG("the value of a tag of a run whose history is under a customer's key"),
    CUSTOMER_DATA_KEY("a data key that a customer's key wraps, and what stands between the two"),
    VAULT_SECRET("a secret of the workspace's vault"),
    VAULT_KEY("the private half of a key that was brought into the workspace's vault"),
    VAULT_CERTIFICATE("the private key of a certificate that the workspace's vault made"),
    STORAGE_ACCOUNT_KEY("the storage account's key, also in a connection string in the vault"),
    REGISTRY_PASSWORD("the registry's password, also a secret of the vault"),
    DATASTORE_KEY("the account key of a registered datastore"),
    CONNECTION_TOKEN("the access token of a workspace's connection"),
    NOTEBOOK_KEY("a key of a workspace's notebook resource"),
    MACHINE_PASSWORD("an administrator's password of an attached machine"),
    SCORING_KEY("a web service's key"),
    SCORING_PAYLOAD("the body of a scoring request"),
    SAS_SIGNATURE("the signature of a shared access signature, used in a URL"),
    AAD_TOKEN("the signature of an access token"),
    RUN_TOKEN("the signature of a run's token"),
    CLIENT_SECRET("a service principal's secret"),
    USER_PASSWORD("a user's password"),
    ADMINISTRATOR_SECRET("the administrator's secret"),
    DATABASE_PASSWORD("the password of a service's database role"),
    KAFKA_KEY("a service's private key for Kafka"),
    TLS_KEY("a service's private key for TLS"),
    CLIENT_KEY("a service's private key for client assertions"),
    ROOT_KEY("a service's root key, which wraps all its other keys");

    private final String what;

    Planted(String what) {
        this.what = what;
    }

    @Override
    public String toString() {
        return name() + " (" + what + ")";
    }
}
