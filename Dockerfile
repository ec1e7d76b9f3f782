# One small image for web, workers and scheduler; the command says which. Runs as an ordinary user with a read-only root.
FROM python:3.13-slim-bookworm AS build
WORKDIR /app
COPY requirements.txt .
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --compile --require-hashes -r requirements.txt

FROM python:3.13-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 tini \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin wpsnet \
    && install -d -o wpsnet /media
COPY --from=build /venv /venv
WORKDIR /app
COPY . .
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 LOG_JSON=true MEDIA_ROOT=/media STATIC_ROOT=/app/static-collected
# The build needs settings, not services: these values are not kept and reach nothing.
RUN DATABASE_URL=postgresql://build REDIS_URL=redis://build SECRET_KEY=build \
    sh -c 'python manage.py texts compile && python manage.py collectstatic --noinput' \
    && python -m compileall -q .
USER wpsnet
EXPOSE 8000
ENTRYPOINT ["tini", "--"]
CMD ["gunicorn", "wpsnet.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--max-requests", "5000", "--max-requests-jitter", "500", "--access-logfile", "-"]
