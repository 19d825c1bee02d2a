# Books on any machine that runs containers, macOS and Windows among them:
#
#     docker build -t huozi .
#     docker run --rm -v "$PWD:/book" huozi                        # output/book.pdf of this folder
#     docker run --rm -v "$PWD:/book" huozi preflight output/book.pdf
#
# On Linux add `--user "$(id -u):$(id -g)"`, so that output/ belongs to you.
FROM debian:12-slim

COPY . /opt/huozi
RUN sh /opt/huozi/scripts/setup.sh book && rm -rf /var/lib/apt/lists/*

# Whoever it runs as has a place for what is remembered of font files.
ENV LANG=C.UTF-8 HOME=/tmp
WORKDIR /book
ENTRYPOINT ["/opt/huozi/.venv/bin/huozi"]
CMD ["book"]
