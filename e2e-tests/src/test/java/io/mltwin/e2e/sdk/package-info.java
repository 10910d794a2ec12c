/**
 * Each operation of Azure's clients for vaults and blobs, and the table of those that passed. Uses
 * {@code clients}. Start reading at {@code SdkOperationsTest}.
 */
package io.mltwin.e2e.sdk;
