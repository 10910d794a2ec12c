package io.mltwin.workspace.machinelearning.encryption;

/** One thing that must be so before a workspace is made under a customer's key. */
interface EncryptionValidator {

    /**
     * Passes, or says what is wrong.
     *
     * @throws io.mltwin.armweb.AzureException when it is not so, or cannot be found out
     */
    void validate(EncryptionRequest request);
}
