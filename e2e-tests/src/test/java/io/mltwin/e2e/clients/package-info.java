/**
 * Azure's own clients, unmodified: libraries for Java, command line, SDK for Python. Uses {@code
 * tokens}, {@code signin} and {@code fixtures}. Start reading at {@code AzureClients}.
 */
package io.mltwin.e2e.clients;
