"""What entry scripts import for raw HTTP access (azureml-contrib-services)."""
