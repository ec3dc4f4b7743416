"""Where everything of a visit is put together; the only place that knows screens, devices and queue."""
