"""From articles to records: the pipeline's answer in the form that stores take."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, cast

from graph.vocabulary import ArticleRecord
from ingest.facts.extract import extract

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

    from ingest.article import Article
    from ingest.components.encoder import EncoderComponent

RULES = "1"  # counts up whenever the rules read something differently, so that stored articles are read again


def model_version(nlp: Language) -> str:
    """Return the version of everything that reads: the model's, its weights' hash, and the rules'."""
    meta = cast("EncoderComponent", nlp.get_pipe("encoder")).encoder.meta
    return f"{meta['version']}+{meta['sha256'][:8]}.r{RULES}"


def fingerprint(article: Article, model: str) -> str:
    """Return the hash of everything that an article's record depends on.

    Args:
        article: the article.
        model: as `model_version` returns it.
    """
    parts = (model, article.text, article.name, article.title, article.published, article.language,
             article.outlet, article.author, article.url)  # fmt: skip
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(repr(part).encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


def read_articles(nlp: Language, articles: Iterable[Article], *, batch_size: int = 32) -> Iterator[ArticleRecord]:
    """Read articles into records, in their order.

    Args:
        nlp: the pipeline of `ingest.load_pipeline`.
        articles: the articles.
        batch_size: articles that share the processor's cores.
    """
    model = model_version(nlp)
    docs = ((_doc(nlp, article), article) for article in articles)
    for doc, article in nlp.pipe(docs, as_tuples=True, batch_size=batch_size):
        facts, mentions = extract(doc, article.id)
        yield ArticleRecord(
            id=article.id,
            fingerprint=fingerprint(article, model),
            model=model,
            words=sum(1 for token in doc if not token.is_space and not token.is_punct),
            name=article.name,
            source=article.source,
            text=article.text,
            title=article.title,
            published=article.published,
            language=article.language,
            outlet=article.outlet,
            author=article.author,
            url=article.url,
            facts=facts,
            mentions=mentions,
        )


def _doc(nlp: Language, article: Article) -> Doc:
    doc = nlp.make_doc(article.text)
    doc.user_data["published"] = article.published
    return doc
